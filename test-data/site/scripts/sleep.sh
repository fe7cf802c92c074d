# Says its process id, and sleeps.
echo 'Content-Type: text/plain'
echo
echo $$
exec sleep 60

# Says which process has started it.
echo 'Content-Type: text/plain'
echo
echo $PPID

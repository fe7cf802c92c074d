# Says who its client is.
echo 'Content-Type: text/plain'
echo
echo $REMOTE_ADDR $REQUEST_SCHEME

# Sends the client elsewhere.
echo 'Location: https://example.org/'
echo

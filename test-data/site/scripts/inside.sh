# The server shows what is at this path itself.
echo 'Location: /index.html'
echo

# This is no CGI response.
echo 'Hello without a header section'

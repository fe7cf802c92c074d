# What a script is told of its request, and its content.
echo 'Content-Type: text/plain'
echo
env | grep -E '^(REQUEST_METHOD|SCRIPT_NAME|PATH_INFO|QUERY_STRING|CONTENT_LENGTH|HTTP_X_OWN|GREETING)=' | sort
echo "script: $(basename "$0") in $(basename "$(pwd)")"
cat

# Complains, and answers all the same.
echo 'something is odd' >&2
printf 'Content-Type: text/plain\n\nanswered\n'

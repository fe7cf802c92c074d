#!/bin/sh
# Shows what a script is told of its request, in sh. What a client sent is escaped before it gets into the page.
escape() { sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g'; }

echo 'Content-Type: text/html; charset=utf-8'
echo
echo '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>test.sh</title>'
echo '<link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/style.css"></head><body><main><h1>Hello from sh</h1>'
echo "<p>Process $$ in $(pwd | escape).</p><h2>Meta-variables</h2><pre>"
env | grep -E '^(HTTP_|SERVER_|REMOTE_|REQUEST_|SCRIPT_|PATH_|QUERY_|CONTENT_|GATEWAY_)' | sort | escape
echo '</pre><h2>Content</h2><pre>'
escape
echo
echo '</pre></main></body></html>'

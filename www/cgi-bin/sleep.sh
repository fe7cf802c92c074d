#!/bin/sh
# A script that needs a while. The loop does not wait for it.
sleep 3
echo 'Content-Type: text/plain'
echo
echo 'Slept for three seconds.'

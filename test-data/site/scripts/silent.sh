# Sleeps before it has said anything.
exec sleep 60

-- Asks for the paths that are its arguments, one after the other and again.
local requests = {}
local last = 0

function init(args)
    for i, path in ipairs(args) do
        requests[i] = wrk.format("GET", path)
    end
end

function request()
    last = last % #requests + 1
    return requests[last]
end

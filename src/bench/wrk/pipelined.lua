-- Sends as many requests at once as the first argument says; wrk counts the responses one by one.
local batch

function init(args)
    local requests = {}
    for i = 1, tonumber(args[1]) do
        requests[i] = wrk.format()
    end
    batch = table.concat(requests)
end

function request()
    return batch
end

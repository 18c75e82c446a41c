-- wrk: POST projects with distinct names.
local thread_number = 0
function setup(thread)
    thread_number = thread_number + 1
    thread:set("number", thread_number)
end
function init()
    count = 0
end
function request()
    count = count + 1
    local body = string.format(
        '{"fields":{"name":"性能测试 %d-%d","region":1,"stage":"lead","total_investment":%d}}',
        number, count, 1000000 + count)
    return wrk.format("POST", nil, { ["Content-Type"] = "application/json",
                                     ["Authorization"] = wrk.headers["Authorization"] }, body)
end

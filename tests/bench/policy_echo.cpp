// A policy that answers as fast as it can read: of each job, that it goes to the first site of the map. For rates of
// messages: `policy: {command: [policy_echo, PERIOD_NS]}`.
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

int main(int argc, char** argv) {
    using Json = nlohmann::json;
    std::ios::sync_with_stdio(false);
    std::string const period = argc > 1 ? argv[1] : "0";
    std::string site;
    std::string line;
    std::string answer;
    while (std::getline(std::cin, line)) {
        Json const message = Json::parse(line);
        std::string const& type = message["type"].get_ref<std::string const&>();
        if (type == "hello") {
            answer = R"({"type":"hello","version":1,"sees":["map"],"period_ns":)" + period + "}";
        } else if (type == "begin") {
            site = message["sites"][0]["id"].dump();
            answer = R"({"type":"ready"})";
        } else {
            answer = R"({"type":"decisions","id":)" + message["id"].dump() + R"(,"decisions":[)";
            char const* before = "";
            for (Json const& job : message["jobs"]) {
                answer += before;
                answer += R"({"job":)" + job["id"].dump() + R"(,"site":)" + site + '}';
                before = ",";
            }
            answer += "]}";
        }
        std::cout << answer << '\n' << std::flush;
    }
}

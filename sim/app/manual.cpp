#include "sim/app/manual.hpp"

#include <string_view>

#include <fmt/format.h>

#include "sim/report/build_facts.hpp"

namespace meridian::app {
namespace {

// Text as roff takes it; a line does not begin with a control character.
std::string roff(std::string_view text) {
    std::string all;
    bool begins = true;
    for (char const c : text) {
        if (begins && (c == '.' || c == '\'')) all += "\\&";
        begins = c == '\n';
        if (c == '\\') {
            all += "\\e";
        } else if (c == '-') {
            all += "\\-";
        } else if (c == '\'' || c == '`' || c == '^' || c == '~') {  // as they are, not as quotes and accents
            all += c == '\'' ? "\\(aq" : c == '`' ? "\\(ga" : c == '^' ? "\\(ha" : "\\(ti";
        } else {
            all += c;
        }
    }
    return all;
}

std::string full_name(CommandWords const& command) {
    return command.name.empty() ? "meridian" : "meridian-" + command.name;
}

std::string synopsis(CommandWords const& command) {
    std::string text = ".SH SYNOPSIS\n\\fBmeridian\\fR";
    if (!command.name.empty()) text += fmt::format(" \\fB{}\\fR", roff(command.name));
    text += " [\\fIOPTIONS\\fR]";
    for (PositionalWords const& positional : command.positionals)
        text += fmt::format(" \\fI{}\\fR", roff(positional.usage));
    return text + (command.name.empty() ? " \\fISUBCOMMAND\\fR\n" : "\n");
}

std::string option_names(OptionWords const& option) {
    std::string text;
    for (std::string const& name : option.names)
        text += fmt::format("{}\\fB{}\\fR", text.empty() ? "" : ", ", roff(name));
    if (option.values > 0) text += fmt::format(" \\fI{}\\fR", roff(option.value.type));
    return text;
}

std::string arguments(CommandWords const& command) {
    if (command.positionals.empty()) return {};
    std::string text = ".SH ARGUMENTS\n";
    for (PositionalWords const& positional : command.positionals)
        text += fmt::format(".TP\n\\fI{}\\fR\n{}\n", roff(positional.usage), roff(positional.about));
    return text;
}

std::string options(CommandWords const& command) {
    std::string text = ".SH OPTIONS\n";
    for (OptionWords const& option : command.options)
        text += fmt::format(".TP\n{}\n{}\n", option_names(option), roff(option.about));
    return text;
}

std::string subcommands(std::vector<CommandWords> const& all) {
    std::string text = ".SH SUBCOMMANDS\n";
    for (CommandWords const& command : all) {
        if (!command.name.empty())
            text += fmt::format(".TP\n\\fB{}\\fR\n{}; see \\fBmeridian\\-{}\\fR(1).\n", roff(command.name),
                                roff(command.about), roff(command.name));
    }
    return text;
}

// The first page says how the program ends, and all pages repeat it.
std::string exit_status(std::vector<CommandWords> const& all) {
    return fmt::format(".SH EXIT STATUS\n{}\n", roff(all.front().footer));
}

constexpr std::string_view files = R"(.SH FILES
.TP
\fIPREFIX/share/meridian/scenarios\fR
Scenarios, studies and layouts.
A path such as \fIscenarios/national/january.yaml\fR is looked up there where the current folder has no such file.
.TP
\fIPREFIX/share/meridian/schema\fR
JSON Schemas, for editors.
)";

}  // namespace

std::string manual_file(CommandWords const& command) {
    return full_name(command) + ".1";
}

std::string manual_page(CommandWords const& command, std::vector<CommandWords> const& all) {
    namespace facts = report::build_facts;
    std::string text = fmt::format(".TH {} 1 \"{}\" \"Meridian {}\" \"Meridian\"\n", roff(full_name(command)),
                                   facts::date, facts::version);
    text += fmt::format(".SH NAME\n{} \\- {}\n", roff(full_name(command)), roff(command.about));
    text += synopsis(command);
    text += arguments(command) + options(command);
    bool const is_program = command.name.empty();
    if (is_program) text += subcommands(all);
    if (!is_program && !command.footer.empty())
        text += fmt::format(".SH NOTES\n.nf\n{}\n.fi\n", roff(command.footer));
    text += exit_status(all);
    if (is_program) return text + std::string{files};
    return text + ".SH SEE ALSO\n\\fBmeridian\\fR(1)\n";
}

}  // namespace meridian::app

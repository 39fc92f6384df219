using System.CommandLine;

namespace LocalAI.CommandLine.Options;

/// <summary><c>--json</c>, the same on every command that has it.</summary>
internal static class JsonOption
{
    public static Option<bool> AddTo(Command command)
    {
        var option = new Option<bool>("--json") { Description = "Print one JSON object and nothing else" };
        command.Add(option);
        return option;
    }
}

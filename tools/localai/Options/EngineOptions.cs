using System.CommandLine;
using System.CommandLine.Parsing;

namespace LocalAI.CommandLine.Options;

/// <summary><c>--option NAME:VALUE</c>, the same on every command that starts a job.</summary>
internal sealed class EngineOptions
{
    private readonly Option<string[]> _options;

    /// <summary>Adds the option to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="example">Such as <c>threads:4</c>.</param>
    public EngineOptions(Command command, string example)
    {
        _options = new Option<string[]>("--option")
        {
            HelpName = "NAME:VALUE",
            Description = $"An option of the engine, such as {example}; may be given several times",
        };
        _options.Validators.Add(result =>
        {
            foreach (var option in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (option.IndexOf(':', StringComparison.Ordinal) < 1)
                    result.AddError($"--option is '{option}'; expected NAME:VALUE, such as {example}.");
            }
        });
        command.Add(_options);
    }

    /// <summary>The names and values that were given.</summary>
    public IEnumerable<KeyValuePair<string, string>> Read(ParseResult result) => Split(result.GetValue(_options));

    /// <summary>The same where the command line is still being checked.</summary>
    public IEnumerable<KeyValuePair<string, string>> Read(SymbolResult result) => Split(result.GetValue(_options));

    private static IEnumerable<KeyValuePair<string, string>> Split(string[]? given)
    {
        foreach (var option in given ?? [])
        {
            // One without a colon is refused, by the check above.
            var colon = option.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                yield return new(option[..colon], option[(colon + 1)..]);
        }
    }
}

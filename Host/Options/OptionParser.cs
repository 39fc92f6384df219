using System.CommandLine;
using System.CommandLine.Help;

namespace LocalAI.Plugins.Host.Options;

/// <summary>Reads command line and environment by the register: a flag wins over its variable, the later of two flags.</summary>
internal sealed class OptionParser
{
    private static readonly ParserConfiguration Configuration =
        new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    private readonly RootCommand _command = new("Answers LocalAI's backend.Backend RPCs from plugin folders.");
    private readonly Dictionary<OptionEntry, Option<string[]>> _values = [];
    private readonly Dictionary<OptionEntry, Option<bool>> _switches = [];

    public OptionParser()
    {
        foreach (var entry in OptionRegister.Entries.Where(entry => !entry.VariableOnly))
            _command.Options.Add(entry.IsSwitch ? _switches[entry] = Switch(entry) : _values[entry] = Value(entry));
    }

    public ParsedOptions Parse(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        var result = _command.Parse([.. arguments.Select(WithTwoDashes)], Configuration);
        var faults = result.Errors.Select(error => error.Message).ToList();
        var options = new ServerOptions();
        var line = new List<string>();

        foreach (var entry in OptionRegister.Entries)
        {
            var (value, source) = Find(entry, result, environment);
            if (value is not null && entry.Apply(options, value) is { } fault)
                faults.Add($"{source} {fault}");
            if (!entry.AnswersAndExits)
                line.Add($"{entry.Name}={Shown(entry, value)}");
        }
        return new ParsedOptions(
            options, faults, Asked<HelpOption>(result), Asked<VersionOption>(result), string.Join(" ", line));
    }

    /// <summary>Writes the usage and every option, the variables included.</summary>
    public void WriteHelp(TextWriter output)
    {
        _command.Parse(["--help"], Configuration).Invoke(new InvocationConfiguration { Output = output, Error = output });
        output.WriteLine("Environment (a flag wins over its variable):");
        foreach (var entry in OptionRegister.Entries.Where(entry => !entry.AnswersAndExits))
            output.WriteLine($"  {entry.Variable,-40} {(entry.VariableOnly ? entry.Description : entry.Flag)}");
    }

    // Go's flag package takes one dash or two before a name, and those who start backends write either.
    private static string WithTwoDashes(string argument) =>
        argument is ['-', var first, var second, ..] && char.IsAsciiLetter(first) && char.IsAsciiLetter(second)
            ? "-" + argument
            : argument;

    private (string? Value, string Source) Find(OptionEntry entry, ParseResult result, Func<string, string?> environment)
    {
        if (_switches.TryGetValue(entry, out var flag))
            return (result.GetValue(flag) ? "true" : null, entry.Flag);
        if (_values.TryGetValue(entry, out var option) && result.GetResult(option) is { Tokens.Count: > 0 } given)
            return (given.Tokens[^1].Value, entry.Flag);
        if (!entry.AnswersAndExits && environment(entry.Variable) is { Length: > 0 } value)
            return (value, entry.Variable);
        return (null, entry.Flag);
    }

    private static string Shown(OptionEntry entry, string? value) => value switch
    {
        null => entry.Default.Contains(' ') ? $"({entry.Default})" : entry.Default,
        _ when entry.Secret => "***",
        _ => value,
    };

    private static bool Asked<T>(ParseResult result) where T : Option =>
        result.CommandResult.Command.Options.OfType<T>().Any(option => result.GetResult(option) is { Implicit: false });

    private static Option<bool> Switch(OptionEntry entry) =>
        new(entry.Flag, [.. entry.Aliases]) { Description = entry.Description, Hidden = entry.Hidden };

    private static Option<string[]> Value(OptionEntry entry) => new(entry.Flag, [.. entry.Aliases])
    {
        Description = entry.Default.Length == 0 ? entry.Description : $"{entry.Description} Default: {entry.Default}.",
        HelpName = entry.Argument,
        Arity = ArgumentArity.OneOrMore,
        Hidden = entry.Hidden,
    };
}

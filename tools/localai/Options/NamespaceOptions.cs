using System.CommandLine;
using LocalAI.CommandLine.Stores;

namespace LocalAI.CommandLine.Options;

/// <summary>Which namespace of the vector store is meant, and what keeps it.</summary>
internal sealed class NamespaceOptions
{
    private const string PathOption = "path";

    private readonly Argument<string> _name = new("NAME") { Description = "The namespace" };

    private readonly Option<string?> _path = new("--path")
    {
        HelpName = "DIR",
        Description = "The folder that keeps the namespace [default: with --addr, what the host has of that name]",
    };

    private readonly EngineOptions _options;

    /// <summary>Adds the options to a command.</summary>
    public NamespaceOptions(Command command)
    {
        command.Add(_name);
        command.Add(_path);
        _options = new EngineOptions(command, "durability:interval");
    }

    /// <summary>Makes the command ask for something that outlives it.</summary>
    public void Require(Command command, ConnectionOptions connection) => command.Validators.Add(result =>
    {
        if (result.GetValue(_path) is not null || result.GetValue(connection.Address) is not null)
            return;
        if (!_options.Read(result).Any(option => option.Key is PathOption or "postgres"))
        {
            result.AddError(
                "Nothing would keep the namespace after this command; give --path DIR, or --addr HOST:PORT of a host that runs.");
        }
    });

    /// <summary>What was given.</summary>
    public StoreNamespace Read(ParseResult result)
    {
        var options = _options.Read(result).ToList();
        var folder = result.GetValue(_path) ?? options.Find(option => option.Key == PathOption).Value;
        options.RemoveAll(option => option.Key == PathOption);
        // The host may run in another folder.
        return new StoreNamespace(
            result.GetRequiredValue(_name), folder is null ? null : Path.GetFullPath(folder),
            [.. options.Select(option => $"{option.Key}:{option.Value}")]);
    }
}

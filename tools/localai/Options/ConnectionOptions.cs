using System.CommandLine;
using System.Globalization;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Hosting;

namespace LocalAI.CommandLine.Options;

/// <summary>The options of every command that talks to a host.</summary>
internal sealed class ConnectionOptions
{
    private readonly Option<string?> _token = new("--token")
    {
        HelpName = "TOKEN",
        Description = $"The token the host asks for [default: {BackendConnection.TokenVariable}]",
    };

    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Show on stderr what a started host writes" };

    /// <summary>Adds the options to a command.</summary>
    public ConnectionOptions(Command command)
    {
        Address.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } address && !IsAddress(address))
                result.AddError($"--addr is '{address}'; expected HOST:PORT, such as 127.0.0.1:50051.");
        });
        command.Add(Address);
        command.Add(_token);
        command.Add(Host);
        command.Add(_verbose);
    }

    /// <summary>The host of this checkout, unless another one is named.</summary>
    public static Option<string?> CreateHostOption() => new("--host")
    {
        HelpName = "PATH",
        Description = $"The host to start: its {HostScript.FileName} or its folder [default: {HostScript.EnvironmentVariable}, else dist/]",
    };

    /// <summary><c>--addr</c>.</summary>
    public Option<string?> Address { get; } = new("--addr")
    {
        HelpName = "HOST:PORT",
        Description = "Use the host that runs there; without it one is started, and stopped afterwards",
    };

    /// <summary><c>--host</c>.</summary>
    public Option<string?> Host { get; } = CreateHostOption();

    /// <summary>What was given.</summary>
    public ConnectionSettings Read(ParseResult result)
    {
        var token = result.GetValue(_token) ?? Environment.GetEnvironmentVariable(BackendConnection.TokenVariable);
        return new ConnectionSettings(
            result.GetValue(Address), string.IsNullOrEmpty(token) ? null : token, result.GetValue(Host), result.GetValue(_verbose));
    }

    private static bool IsAddress(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0
            && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            && Uri.TryCreate($"http://{text}", UriKind.Absolute, out var uri) && uri.PathAndQuery == "/";
    }
}

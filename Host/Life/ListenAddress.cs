using System.Globalization;
using System.Net;

namespace LocalAI.Plugins.Host.Life;

/// <summary>Where the server listens.</summary>
/// <param name="Host"><c>localhost</c>, an IP address without brackets, or a name of this machine; empty for every one.</param>
/// <param name="Port">The port; 0 takes a free one.</param>
internal sealed record ListenAddress(string Host, int Port)
{
    /// <summary>Reads <c>host:port</c>.</summary>
    /// <returns>What is wrong with the text, or null.</returns>
    public static string? TryParse(string text, out ListenAddress? address)
    {
        address = null;
        var colon = text.LastIndexOf(':');
        if (colon < 0)
            return $"is '{text}'; expected host:port, such as 127.0.0.1:50051.";
        if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port > IPEndPoint.MaxPort)
            return $"is '{text}'; expected a port from 0 to {IPEndPoint.MaxPort} after the colon.";

        var host = text[..colon];
        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            host = host[1..^1];
            if (!IPAddress.TryParse(host, out _))
                return $"is '{text}'; '{host}' is not an IP address.";
        }
        else if (host.Contains(':'))
        {
            return $"is '{text}'; an IPv6 address is written in brackets, such as [::1]:50051.";
        }

        address = new ListenAddress(host, port);
        return null;
    }

    /// <summary>The IP addresses to bind: both loopbacks for <c>localhost</c>, but one where port 0 would be two ports.</summary>
    public IReadOnlyList<IPAddress> Resolve() => Host switch
    {
        "" => [IPAddress.IPv6Any],
        "localhost" => Port == 0 ? [IPAddress.Loopback] : [IPAddress.Loopback, IPAddress.IPv6Loopback],
        _ when IPAddress.TryParse(Host, out var address) => [address],
        _ => Dns.GetHostAddresses(Host)[..1],
    };

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':') ? $"[{Host}]" : Host)}:{Port}");
}

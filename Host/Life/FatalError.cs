using System.Net.Sockets;
using LocalAI.Plugins.Host.Options;
using Microsoft.AspNetCore.Connections;

namespace LocalAI.Plugins.Host.Life;

/// <summary>Says in one sentence why the host cannot go on.</summary>
internal static class FatalError
{
    public static string Describe(Exception exception, ServerOptions options) => exception switch
    {
        IOException { InnerException: AddressInUseException } =>
            $"The address {options.Address} is in use; stop what listens there or give another --addr.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            $"The address {options.Address} is not one of this machine; give another --addr.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            $"The address {options.Address} may not be used by this user; give a port above 1023.",
        SocketException => $"The address {options.Address} cannot be used: {exception.Message}",
        UnauthorizedAccessException => $"The plugins cannot be read: {exception.Message}",
        _ => $"The host failed unexpectedly: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}",
    };
}

using System.Net;
using System.Net.Sockets;

namespace LocalAI.CommandLine.Hosting;

/// <summary>Finds a port that nobody listens on.</summary>
internal static class LoopbackPort
{
    public static int FindFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

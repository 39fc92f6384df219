using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Host.Catalog;

/// <summary>The platform this host runs on, as manifests name it.</summary>
internal static class Platform
{
    /// <summary><c>linux-x64</c>, <c>linux-musl-x64</c>, <c>win-x64</c>, <c>osx-arm64</c> …</summary>
    public static string Rid { get; } = $"{System()}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    // A .NET built by a distribution reports that distribution (debian.12-x64); manifests know only the portable names.
    private static string System()
    {
        if (OperatingSystem.IsWindows())
            return "win";
        if (OperatingSystem.IsMacOS())
            return "osx";
        return RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "linux-musl" : "linux";
    }
}

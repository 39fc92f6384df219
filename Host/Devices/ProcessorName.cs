using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Host.Devices;

/// <summary>What the processor calls itself.</summary>
internal static class ProcessorName
{
    public static string Read()
    {
        var fallback = $"{RuntimeInformation.ProcessArchitecture} with {Environment.ProcessorCount} cores";
        if (!OperatingSystem.IsLinux() || !File.Exists("/proc/cpuinfo"))
            return fallback;
        var lines = File.ReadLines("/proc/cpuinfo");
        var line = lines.FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return line is null ? fallback : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}

using System.Globalization;

namespace LocalAI.Plugins.Bench.Processes;

/// <summary>What a process holds in memory, in bytes.</summary>
/// <param name="Resident">VmRSS: all resident pages, shared ones counted whole.</param>
/// <param name="Proportional">Pss: shared pages counted by the part of each process that has them.</param>
internal readonly record struct ProcessMemory(double Resident, double Proportional)
{
    public static ProcessMemory Read(int process) => OperatingSystem.IsLinux()
        ? new ProcessMemory(Field($"/proc/{process}/status", "VmRSS:"), Field($"/proc/{process}/smaps_rollup", "Pss:"))
        : throw new MeasureUnavailableException("The memory of a process is read from /proc, which this system does not have.");

    /// <summary>VmHWM: the most resident pages that there were at once.</summary>
    public static double Peak(int process) => OperatingSystem.IsLinux()
        ? Field($"/proc/{process}/status", "VmHWM:")
        : throw new MeasureUnavailableException("The memory of a process is read from /proc, which this system does not have.");

    private static double Field(string file, string name)
    {
        var line = File.ReadLines(file).First(line => line.StartsWith(name, StringComparison.Ordinal));
        return 1024 * double.Parse(line[name.Length..^"kB".Length].Trim(), CultureInfo.InvariantCulture);
    }
}

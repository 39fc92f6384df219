using System.Globalization;

namespace LocalAI.Plugins.Bench.Reporting;

/// <summary>Watches what else the machine does while something is measured.</summary>
internal sealed class LoadWatch
{
    private const string LoadFile = "/proc/loadavg";

    private readonly double _before = Average();
    private readonly CpuTime _used = CpuTime.Read();

    private LoadWatch() { }

    public static LoadWatch Start() => new();

    /// <summary>The load average of one minute; NaN where the system does not tell.</summary>
    public static double Average() => File.Exists(LoadFile)
        ? double.Parse(File.ReadAllText(LoadFile).Split(' ')[0], CultureInfo.InvariantCulture)
        : double.NaN;

    public MachineLoad Stop() => new(_before, Average(), CpuTime.Read().OthersSince(_used));
}

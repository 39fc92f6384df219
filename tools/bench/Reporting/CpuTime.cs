using System.Diagnostics;
using System.Globalization;

namespace LocalAI.Plugins.Bench.Reporting;

/// <summary>
/// Processor time of the whole machine and of this process with the children it has waited for: what is left was used by others.
/// The load average does not tell the two apart.
/// </summary>
/// <param name="Timestamp">When; 0 where the system does not have the counters.</param>
/// <param name="Machine">Seconds of all cores together that were not idle.</param>
/// <param name="Own">Seconds of this process and its children.</param>
internal readonly record struct CpuTime(long Timestamp, double Machine, double Own)
{
    private const double TicksPerSecond = 100;
    private const int IdleField = 3;
    private const int WaitField = 4;
    private const int StealField = 7;
    private const int FirstOwnField = 10;

    public static CpuTime Read() => OperatingSystem.IsLinux()
        ? new CpuTime(Stopwatch.GetTimestamp(), MachineSeconds(), OwnSeconds())
        : default;

    /// <summary>Cores that others kept busy on average since an earlier reading.</summary>
    public double OthersSince(CpuTime earlier)
    {
        if (Timestamp == 0)
            return double.NaN;
        var others = Machine - earlier.Machine - (Own - earlier.Own);
        return Math.Max(0, others / Stopwatch.GetElapsedTime(earlier.Timestamp, Timestamp).TotalSeconds);
    }

    private static double MachineSeconds()
    {
        // cpu user nice system idle iowait irq softirq steal guest guest_nice; guests are counted in user already.
        var fields = Numbers(File.ReadLines("/proc/stat").First()["cpu".Length..]);
        return fields.Take(StealField + 1).Where((_, field) => field is not (IdleField or WaitField)).Sum() / TicksPerSecond;
    }

    private static double OwnSeconds()
    {
        // After the name in brackets: state, then numbers; utime stime cutime cstime are the fields 14 to 17 of proc(5).
        var stat = File.ReadAllText("/proc/self/stat");
        return Numbers(stat[(stat.LastIndexOf(')') + 4)..]).Skip(FirstOwnField).Take(4).Sum() / TicksPerSecond;
    }

    private static IEnumerable<double> Numbers(string fields) => fields
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(field => double.Parse(field, CultureInfo.InvariantCulture));
}

using System.Globalization;

namespace LocalAI.Plugins.Tests;

/// <summary>SIGINT, which Ctrl-C sends.</summary>
internal static class InterruptSignal
{
    private const ulong Bit = 1 << 1;

    /// <summary>Skips a test where this process ignores it, and so would those it starts: a shell's background jobs do.</summary>
    public static void Require()
    {
        const string field = "SigIgn:";
        var ignored = OperatingSystem.IsLinux()
            ? File.ReadLines("/proc/self/status").First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..].Trim() : "0";
        Assert.SkipWhen(
            (ulong.Parse(ignored, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Bit) != 0,
            "SIGINT is ignored here, as in the background of a shell.");
    }
}

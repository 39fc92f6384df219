using System.Globalization;
using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Bench.Reporting;

/// <summary>Where the figures come from.</summary>
/// <param name="Processor">The processor's name.</param>
/// <param name="Cores">The cores this process may use.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="LoadBefore">The load average of one minute at the start.</param>
internal sealed record Machine(string Processor, int Cores, string System, string Runtime, double LoadBefore)
{
    private const string ProcessorFile = "/proc/cpuinfo";

    public static Machine Read() => new(ProcessorName(), Environment.ProcessorCount,
        RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, LoadWatch.Average());

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Processor}, {Cores} cores, {System}, {Runtime}, load average {LoadBefore:0.00}");

    private static string ProcessorName()
    {
        var line = File.Exists(ProcessorFile)
            ? File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}

using System.Diagnostics;
using System.Text.Json;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Host.Devices;

/// <summary>Looks for devices in a child of the same executable: a driver that crashes or hangs ends only the child.</summary>
internal sealed class ProbeChild(string executable, ILogger<ProbeChild> logger)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    public IReadOnlyList<FoundDevice> Find(DeviceKind kind)
    {
        var name = Device.NameOf(kind);
        try
        {
            using var child = Process.Start(new ProcessStartInfo(executable, ["--probe-devices", name])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = child.StandardError.ReadToEndAsync();
            var output = child.StandardOutput.ReadToEndAsync();
            if (!child.WaitForExit(Limit))
            {
                child.Kill();
                Log.ProbeHangs(logger, name, Limit.TotalSeconds);
                return [];
            }
            if (child.ExitCode == 0)
                return JsonSerializer.Deserialize(output.Result, DeviceJson.Default.IReadOnlyListFoundDevice) ?? [];
            Log.ProbeFailed(logger, name, child.ExitCode, errors.Result.Trim());
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or JsonException or IOException)
        {
            Log.ProbeUnusable(logger, name, e.Message);
        }
        return [];
    }
}

using System.Runtime.InteropServices;

namespace LocalAI.Plugins.OnnxRuntime.Sessions;

/// <summary>Turns the library's telemetry off, which it has on from its first call otherwise.</summary>
internal static partial class NativeEnvironment
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>Must run before the first native call. In the host it finds the variable set, and changes nothing.</summary>
    public static void Prepare()
    {
        if (Environment.GetEnvironmentVariable(Variable) == "1")
            return;
        Environment.SetEnvironmentVariable(Variable, "1");
        // On Unix .NET keeps a copy of the environment of its own; native code sees only libc's.
        if (!OperatingSystem.IsWindows())
            _ = SetNative(Variable, "1", 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);
}

using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Host.Life;

/// <summary>Settings that native libraries read from the environment; run.sh sets them too.</summary>
internal static partial class NativeEnvironment
{
    public static void Prepare()
    {
        // ONNX Runtime sends telemetry unless it finds this before it starts.
        Set("ORT_DISABLE_TELEMETRY", "1");
        // A native assert forks a debugger for a backtrace otherwise, which takes seconds.
        Set("GGML_NO_BACKTRACE", "1");
    }

    // On Unix .NET keeps a copy of the environment of its own; native code sees only libc's.
    private static void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        if (!OperatingSystem.IsWindows())
            _ = SetNative(name, value, 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);
}

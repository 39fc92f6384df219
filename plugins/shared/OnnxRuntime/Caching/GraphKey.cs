using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text;
using Microsoft.ML.OnnxRuntime;

namespace LocalAI.Plugins.OnnxRuntime.Caching;

/// <summary>
/// Names an optimised graph by all that it depends on: the model's bytes, the library's version, and what the processor can do.
/// </summary>
internal static class GraphKey
{
    /// <summary>Changes when what is kept changes.</summary>
    private const string Format = "1";

    /// <summary>The name of what a model becomes on this machine.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string Of(string path) => $"{HashOf(path)}-{Machine()}";

    /// <summary>XXH3 of a file's bytes, 128 bits.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        var hash = new XxHash128();
        hash.Append(file);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    // The graph has operators for the width of the processor's vectors.
    private static string Machine()
    {
        var text = $"{Format} {OrtEnv.Instance().GetVersionString()} {RuntimeInformation.RuntimeIdentifier} {Processor()}";
        return XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(text)).ToString("x16", CultureInfo.InvariantCulture);
    }

    private static string Processor()
    {
        if (!X86Base.IsSupported)
            return $"{Vector128.IsHardwareAccelerated} {AdvSimd.IsSupported} {Dp.IsSupported} {Rdm.IsSupported}";
        // The registers with the feature bits (Intel SDM 2A, CPUID); others tell one core from the next.
        var (_, _, ecx1, edx1) = X86Base.CpuId(1, 0);
        var (_, ebx7, ecx7, edx7) = X86Base.CpuId(7, 0);
        return $"{ecx1:x8}{edx1:x8}{ebx7:x8}{ecx7:x8}{edx7:x8}";
    }
}

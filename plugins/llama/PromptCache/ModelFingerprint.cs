using System.Globalization;
using System.IO.Hashing;
using System.Text;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Llama.PromptCache;

/// <summary>Tells whether a state fits a model: the file, the adapters, and the settings that change what is computed.</summary>
internal sealed class ModelFingerprint
{
    /// <summary>The size of a fingerprint.</summary>
    public const int Bytes = 16;

    private const int HeaderBytes = 256 * 1024;
    private const int SampleBytes = 4096;
    private const int Samples = 64;

    private readonly byte[] _hash;

    private ModelFingerprint(byte[] hash) => _hash = hash;

    /// <summary>
    /// Computes it while the model's files are still the loaded ones. Of a file its length, beginning and evenly spread samples
    /// count: reading all of a large model would take longer than any prompt.
    /// </summary>
    public static ModelFingerprint Of(LoadSettings settings)
    {
        var hash = new XxHash128();
        var description = string.Create(CultureInfo.InvariantCulture,
            $"{NativeLibraries.Release}|{settings.KeyType.Name}|{settings.ValueType.Name}|{settings.FlashAttention}|"
            + $"{settings.FullSlidingWindow}|"
            + $"{settings.RopeScaling}|{settings.RopeFreqBase}|{settings.RopeFreqScale}|{settings.YarnExtFactor}|{settings.YarnAttnFactor}|"
            + $"{settings.YarnBetaFast}|{settings.YarnBetaSlow}|{string.Join('|', settings.Overrides)}|"
            + $"{string.Join('|', settings.Adapters.Select(adapter => adapter.Scale))}");
        hash.Append(Encoding.UTF8.GetBytes(description));
        foreach (var file in settings.Adapters.Select(adapter => adapter.File).Prepend(settings.ModelFile))
            Append(hash, file);
        return new ModelFingerprint(hash.GetCurrentHash());
    }

    public void CopyTo(Span<byte> target) => _hash.CopyTo(target);

    /// <summary>Whether bytes begin with this fingerprint.</summary>
    public bool Matches(ReadOnlySpan<byte> bytes) => bytes.StartsWith(_hash);

    private static void Append(XxHash128 hash, string path)
    {
        using var handle = File.OpenHandle(path);
        var length = RandomAccess.GetLength(handle);
        hash.Append(BitConverter.GetBytes(length));
        var buffer = new byte[HeaderBytes];
        hash.Append(buffer.AsSpan(0, RandomAccess.Read(handle, buffer, 0)));
        for (var sample = 1; sample < Samples; sample++)
            hash.Append(buffer.AsSpan(0, RandomAccess.Read(handle, buffer.AsSpan(0, SampleBytes), length / Samples * sample)));
    }
}

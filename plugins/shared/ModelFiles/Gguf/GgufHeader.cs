namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>The first 24 bytes of a file.</summary>
/// <param name="Version">The version of the format, 2 or 3.</param>
/// <param name="Tensors">How many tensors the file claims to have.</param>
/// <param name="Keys">How many metadata keys the file claims to have.</param>
internal sealed record GgufHeader(uint Version, long Tensors, long Keys)
{
    // llama.cpp compares every name with every other one, so a list without bounds would take it hours.
    private const long MostKeys = 16 * 1024;
    private const long MostTensors = 32 * 1024;

    // The lengths, the type and a name and value of one byte; for a tensor also one dimension and the offset.
    private const long SmallestKey = 14;
    private const long SmallestTensor = 33;
    private const string Convert = "convert the model again with a current llama.cpp";

    /// <summary>Reads the header and compares its counts with what the file can hold.</summary>
    public static GgufHeader Read(GgufReader reader, GgufFault fault)
    {
        if (reader.Length < 4 || !reader.Take(4).SequenceEqual("GGUF"u8))
            throw fault.Refuse("it is not a GGUF file, because it does not start with 'GGUF'", "name a .gguf model");
        var version = reader.ReadUInt32();
        if ((version & 0xFFFF) == 0 && version != 0)
            throw fault.Refuse($"its version is {version}, so it is big-endian", "convert the model for little-endian machines");
        if (version is not (2 or 3))
            throw fault.Refuse($"its GGUF version is {version}; expected 2 or 3", Convert);
        reader.Reading = "the number of tensors and keys";
        var tensors = reader.ReadInt64();
        var keys = reader.ReadInt64();
        CheckCount("tensors", tensors, Math.Min(MostTensors, reader.Left / SmallestTensor), fault);
        CheckCount("metadata keys", keys, Math.Min(MostKeys, reader.Left / SmallestKey), fault);
        return new GgufHeader(version, tensors, keys);
    }

    private static void CheckCount(string what, long count, long most, GgufFault fault)
    {
        if (count < 0 || count > most)
            throw fault.Refuse($"the number of {what} is {(ulong)count:N0}; this file can hold at most {most:N0}");
    }
}

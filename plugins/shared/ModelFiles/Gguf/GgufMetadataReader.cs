using System.Text;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>Reads the keys and values at the start of a file.</summary>
internal sealed class GgufMetadataReader(GgufReader reader, GgufFault fault)
{
    private const int LongestKey = ushort.MaxValue >> 1;
    private const int LongestText = 16 * 1024 * 1024;
    private const long LongestTextArray = 16 * 1024 * 1024;
    private const string TokensKey = "tokenizer.ggml.tokens";

    private readonly Dictionary<string, GgufValue> _values = new(StringComparer.Ordinal);
    private readonly TokenTable _tokens = new();

    /// <summary>Reads <paramref name="count"/> pairs, or up to the key <paramref name="last"/>.</summary>
    public GgufMetadata Read(long count, IReadOnlyList<MetadataOverride> overrides, string? last = null)
    {
        for (var i = 0L; i < count; i++)
        {
            reader.Reading = $"metadata key {i}";
            var start = reader.Position;
            var key = reader.ReadName($"metadata key {i}", LongestKey);
            reader.Reading = $"the value of {GgufFault.Quote(key)}";
            var value = ReadValue(key);
            if (!_values.TryAdd(key, value with { Extent = (start, reader.Position) }))
                throw fault.Refuse($"the metadata key {GgufFault.Quote(key)} occurs twice");
            if (key == last)
                break;
        }
        return new GgufMetadata(_values, _tokens, overrides);
    }

    private GgufValue ReadValue(string key)
    {
        var type = (GgufType)reader.ReadUInt32();
        return type switch
        {
            GgufType.Text => ReadText(key),
            GgufType.Array => ReadArray(key),
            _ when type.Size() > 0 => new GgufValue(type) { Bits = reader.ReadScalar(type) },
            _ => throw UnknownType(key, type),
        };
    }

    private GgufValue ReadText(string key)
    {
        var length = reader.ReadCount($"the length of {GgufFault.Quote(key)}");
        if (length > LongestText)
            throw fault.Refuse(
                $"the value of {GgufFault.Quote(key)} is {length:N0} bytes long; at most {LongestText:N0} are expected");
        var value = new GgufValue(GgufType.Text) { Count = length, Offset = reader.Position };
        if (length > GgufValue.LongestText)
        {
            reader.Skip(length);
            return value;
        }
        var bytes = reader.Take((int)length);
        return value with { Text = Encoding.UTF8.GetString(bytes.IndexOf((byte)0) is >= 0 and var end ? bytes[..end] : bytes) };
    }

    private GgufValue ReadArray(string key)
    {
        var type = (GgufType)reader.ReadUInt32();
        if (type == GgufType.Array)
            throw fault.Refuse($"the value of {GgufFault.Quote(key)} is an array of arrays, which GGUF readers do not support");
        if (type != GgufType.Text && type.Size() == 0)
            throw UnknownType(key, type);
        var count = reader.ReadCount($"the length of {GgufFault.Quote(key)}", type == GgufType.Text ? 8 : type.Size());
        var value = new GgufValue(GgufType.Array) { ElementType = type, Count = count, Offset = reader.Position };
        if (type == GgufType.Text)
        {
            PassTexts(key, count);
            return value;
        }
        if (count > GgufValue.LongestArray || type is GgufType.Float32 or GgufType.Float64)
        {
            reader.Skip(count * type.Size());
            return value;
        }
        var elements = new long[count];
        for (var i = 0; i < elements.Length; i++)
            elements[i] = reader.ReadScalar(type);
        return value with { Elements = elements };
    }

    private void PassTexts(string key, long count)
    {
        var most = key == TokensKey ? TokenTable.MostTokens : LongestTextArray;
        if (count > most)
            throw fault.Refuse($"{GgufFault.Quote(key)} has {count:N0} entries; at most {most:N0} are expected");
        for (var i = 0L; i < count; i++)
        {
            if (key == TokensKey)
                _tokens.Add(reader.ReadText("a token of 'tokenizer.ggml.tokens'", TokenTable.LongestToken));
            else
                reader.Skip(reader.ReadCount("the length of a text of an array"));
        }
    }

    private EngineException UnknownType(string key, GgufType type) =>
        fault.Refuse($"the value of {GgufFault.Quote(key)} has the unknown type {(uint)type}");
}

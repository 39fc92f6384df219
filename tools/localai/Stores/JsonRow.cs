using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace LocalAI.CommandLine.Stores;

/// <summary>
/// A row as JSON: <c>{"key": [0.1, 0.2], "value": "text"}</c>, or <c>"value_base64"</c> for bytes that are no text. A value that is
/// other JSON than a string is kept as it is written.
/// </summary>
internal static class JsonRow
{
    private const string Key = "key";
    private const string Text = "value";
    private const string Base64 = "value_base64";

    /// <summary>How rows are written: letters of all languages as they are.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a row.</summary>
    public static void Write(Utf8JsonWriter writer, StoreRow row)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(Key);
        foreach (var number in row.Key)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
        if (Utf8.IsValid(row.Value.Span))
            writer.WriteString(Text, row.Value.Span);
        else
            writer.WriteBase64String(Base64, row.Value.Span);
        writer.WriteEndObject();
    }

    /// <summary>Reads a row.</summary>
    /// <exception cref="InvalidDataException">It is none; the message says why, without a dot at its end.</exception>
    public static StoreRow Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            return Read(ref reader, json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"it is no JSON that can be read, at its byte {e.BytePositionInLine + 1}"), e);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidDataException("a text in it is not valid Unicode", e);
        }
    }

    /// <summary>Reads an array of numbers.</summary>
    /// <exception cref="InvalidDataException">It is none; the message says why, without a dot at its end.</exception>
    public static float[] ReadKey(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            var key = ReadKey(ref reader);
            reader.Read();
            return key;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("it is no JSON; write an array of numbers", e);
        }
    }

    private static StoreRow Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        float[]? key = null;
        byte[]? value = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new InvalidDataException($"it is no object; write {{\"{Key}\": [0.1, 0.2], \"{Text}\": \"text\"}}");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name == Key && key is null)
                key = ReadKey(ref reader);
            else if (name is Text or Base64 && value is null)
                value = name == Text ? ReadValue(ref reader, json) : ReadBase64(ref reader);
            else if (name is Key or Text or Base64)
                throw new InvalidDataException($"it has a second {(name == Key ? Key : Text)}");
            else
                throw new InvalidDataException($"it has \"{name}\", and a row has only \"{Key}\" and \"{Text}\" or \"{Base64}\"");
        }
        // What follows the object is no JSON, which this finds.
        reader.Read();
        return new StoreRow(
            key ?? throw new InvalidDataException($"it has no \"{Key}\""),
            value ?? throw new InvalidDataException($"it has no \"{Text}\" and no \"{Base64}\""));
    }

    private static float[] ReadKey(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new InvalidDataException("the key is no array of numbers");
        var numbers = new List<float>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetSingle(out var number))
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"number {numbers.Count + 1} of the key is no number"));
            if (!float.IsFinite(number))
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                    $"number {numbers.Count + 1} of the key is beyond what 32 bits hold"));
            }
            numbers.Add(number);
        }
        return numbers.Count > 0 ? [.. numbers] : throw new InvalidDataException("the key is empty");
    }

    private static byte[] ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            var text = new byte[reader.ValueSpan.Length];
            return text[..reader.CopyString(text)];
        }
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed].ToArray();
    }

    private static byte[] ReadBase64(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var value)
            ? value
            : throw new InvalidDataException($"its {Base64} is not in base64");
}

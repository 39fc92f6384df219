using System.Text;
using System.Text.Json;
using Google.Protobuf;
using LocalAI.Plugins.Llama.Text;

namespace LocalAI.Plugins.Llama.Sampling;

/// <summary>Writes log probabilities the way LocalAI reads them: OpenAI's shape, <c>bytes</c> as an array of integers.</summary>
internal static class LogprobsJson
{
    public static ByteString Write(IReadOnlyList<TokenLogprob> tokens, Vocabulary vocabulary)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("content");
            foreach (var token in tokens)
            {
                json.WriteStartObject();
                WriteToken(json, token.Token, token.Logprob, vocabulary);
                json.WriteStartArray("top_logprobs");
                foreach (var (id, logprob) in token.Top)
                {
                    json.WriteStartObject();
                    WriteToken(json, id, logprob, vocabulary);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return ByteString.CopyFrom(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private static void WriteToken(Utf8JsonWriter json, int token, float logprob, Vocabulary vocabulary)
    {
        var piece = vocabulary.SpelledPiece(token);
        json.WriteNumber("id", token);
        json.WriteString("token", Encoding.UTF8.GetString(piece));
        json.WriteStartArray("bytes");
        foreach (var value in piece)
            json.WriteNumberValue(value);
        json.WriteEndArray();
        json.WriteNumber("logprob", logprob);
    }
}

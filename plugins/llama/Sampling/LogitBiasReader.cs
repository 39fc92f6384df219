using System.Globalization;
using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Text;

namespace LocalAI.Plugins.Llama.Sampling;

/// <summary>
/// Reads LogitBias: <c>{"15043": -100, " the": 2, "2": false}</c> or <c>[[15043, -100], [" the", 2]]</c>. A key that is no number is
/// text whose tokens are all meant; <c>false</c> bans; ids outside the vocabulary are ignored.
/// </summary>
internal static class LogitBiasReader
{
    public static Dictionary<int, float> Read(string json, Vocabulary vocabulary)
    {
        var biases = new Dictionary<int, float>();
        if (string.IsNullOrWhiteSpace(json))
            return biases;

        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var (ids, bias) in Entries(document.RootElement, vocabulary))
            {
                foreach (var id in ids)
                    biases[id] = bias;
            }
            return biases;
        }
        catch (JsonException e)
        {
            throw Refuse($"is not valid JSON ({e.Message.TrimEnd('.')})");
        }
    }

    private static IEnumerable<(int[] Ids, float Bias)> Entries(JsonElement root, Vocabulary vocabulary) => root.ValueKind switch
    {
        JsonValueKind.Object => root.EnumerateObject().Select(pair => (IdsOf(pair.Name, vocabulary), Bias(pair.Value))),
        JsonValueKind.Array => root.EnumerateArray().Select(pair =>
            pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2
                ? (IdsOf(pair[0], vocabulary), Bias(pair[1]))
                : throw Refuse($"holds {pair.GetRawText()}")),
        _ => throw Refuse($"is {root.GetRawText()}"),
    };

    private static float Bias(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.False => float.NegativeInfinity,
        JsonValueKind.Number when value.TryGetSingle(out var number) && float.IsFinite(number) => number,
        _ => throw Refuse($"holds the bias {value.GetRawText()}"),
    };

    private static int[] IdsOf(JsonElement token, Vocabulary vocabulary) => token.ValueKind switch
    {
        JsonValueKind.Number => token.TryGetInt32(out var id) && vocabulary.Contains(id) ? [id] : [],
        JsonValueKind.String => IdsOf(token.GetString()!, vocabulary),
        _ => throw Refuse($"holds the token {token.GetRawText()}"),
    };

    private static int[] IdsOf(string token, Vocabulary vocabulary)
    {
        if (!long.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
            return vocabulary.Tokenize(token, addSpecial: false);
        return id >= 0 && id < vocabulary.Size ? [(int)id] : [];
    }

    private static EngineException Refuse(string what) => new(
        EngineFailure.InvalidInput, $$"""LogitBias {{what}}; give an object such as {"15043": -100}, a number or false for each token.""");
}

using System.Text.Json;

namespace LocalAI.Plugins.Llama.Tests.Chat.Tools;

/// <summary>Numbers that other libraries do not read exactly.</summary>
internal static class LongNumbers
{
    private const int MostDigits = 9;

    public static bool Any(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Any(Any),
        JsonValueKind.Object => value.EnumerateObject().Any(member => Any(member.Value)),
        JsonValueKind.Number => value.GetRawText() is var digits && (digits.Length > MostDigits || digits.AsSpan().IndexOfAny("eE") >= 0),
        _ => false,
    };
}

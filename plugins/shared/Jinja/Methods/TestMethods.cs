using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Methods;

/// <summary>Methods that ask what a string consists of.</summary>
internal static class TestMethods
{
    public static readonly (string, BuiltinBody)[] All =
    [
        Test("isalpha", text => CharacterTests.All(text, CharacterTests.IsAlpha)),
        Test("isdigit", text => CharacterTests.All(text, CharacterTests.IsDigit)),
        Test("isdecimal", text => CharacterTests.All(text, CharacterTests.IsDecimal)),
        Test("isnumeric", text => CharacterTests.All(text, CharacterTests.IsNumeric)),
        Test("isalnum", text => CharacterTests.All(text, CharacterTests.IsAlphanumeric)),
        Test("isspace", text => CharacterTests.All(text, (all, at) => Whitespace.Is(all[at]))),
        Test("isprintable", text => text.Length == 0 || CharacterTests.All(text, CharacterTests.IsPrintable)),
        Test("isascii", text => System.Text.Ascii.IsValid(text)),
        Test("islower", CharacterTests.IsLower),
        Test("isupper", CharacterTests.IsUpper),
        Test("istitle", CharacterTests.IsTitle),
        Test("isidentifier", CharacterTests.IsIdentifier),
    ];

    private static (string, BuiltinBody) Test(string name, Func<string, bool> test) => ($"{name}()", (state, value, _) =>
    {
        var text = ((StringValue)value).Text;
        state.Budget.Steps(text.Length / 8);
        return BoolValue.Of(test(text));
    }
    );
}

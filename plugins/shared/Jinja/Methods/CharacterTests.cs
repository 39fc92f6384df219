using System.Globalization;
using System.Text;

namespace LocalAI.Plugins.Jinja.Methods;

/// <summary>The questions that str.is… asks of its characters.</summary>
internal static class CharacterTests
{
    public static bool All(string text, Func<string, int, bool> test)
    {
        for (var i = 0; i < text.Length; i += CodePoints.IsPair(text, i) ? 2 : 1)
        {
            if (!test(text, i))
                return false;
        }
        return text.Length > 0;
    }

    public static bool IsAlpha(string text, int at) => CharUnicodeInfo.GetUnicodeCategory(text, at) <= UnicodeCategory.OtherLetter;

    public static bool IsDecimal(string text, int at) => CharUnicodeInfo.GetUnicodeCategory(text, at) == UnicodeCategory.DecimalDigitNumber;

    public static bool IsDigit(string text, int at) => CharUnicodeInfo.GetDigitValue(text, at) >= 0;

    public static bool IsNumeric(string text, int at) => CharUnicodeInfo.GetNumericValue(text, at) is not -1;

    public static bool IsAlphanumeric(string text, int at) =>
        IsAlpha(text, at) || IsDecimal(text, at) || IsDigit(text, at) || IsNumeric(text, at);

    public static bool IsPrintable(string text, int at) =>
        StringRepr.IsPrintable(Rune.TryGetRuneAt(text, at, out var rune) ? rune.Value : text[at]);

    public static bool IsCased(string text, int at) => CharUnicodeInfo.GetUnicodeCategory(text, at)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;

    public static bool IsLower(string text) => HasOnly(text, UnicodeCategory.LowercaseLetter);

    public static bool IsUpper(string text) => HasOnly(text, UnicodeCategory.UppercaseLetter);

    public static bool IsTitle(string text)
    {
        var afterCased = false;
        var any = false;
        for (var i = 0; i < text.Length; i += CodePoints.IsPair(text, i) ? 2 : 1)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(text, i);
            var begins = category is UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter;
            if ((begins && afterCased) || (category == UnicodeCategory.LowercaseLetter && !afterCased))
                return false;
            afterCased = begins || category == UnicodeCategory.LowercaseLetter;
            any |= afterCased;
        }
        return any;
    }

    public static bool IsIdentifier(string text)
    {
        for (var i = 0; i < text.Length; i += CodePoints.IsPair(text, i) ? 2 : 1)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(text, i);
            var begins = text[i] == '_' || category is <= UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;
            if (!begins && (i == 0 || category is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation)))
                return false;
        }
        return text.Length > 0;
    }

    /// <summary>Whether there are cased letters, all of one case.</summary>
    private static bool HasOnly(string text, UnicodeCategory wanted)
    {
        var any = false;
        for (var i = 0; i < text.Length; i += CodePoints.IsPair(text, i) ? 2 : 1)
        {
            if (!IsCased(text, i))
                continue;
            if (CharUnicodeInfo.GetUnicodeCategory(text, i) != wanted)
                return false;
            any = true;
        }
        return any;
    }
}

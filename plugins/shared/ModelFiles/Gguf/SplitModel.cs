using System.Globalization;

namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>
/// A model in several files: llama.cpp loads the others by itself when it is given the first and finds them beside it.
/// </summary>
internal static class SplitModel
{
    /// <summary>How many files the model has; 1 for an ordinary one.</summary>
    public static int Parts(GgufMetadata metadata) =>
        metadata.Find("split.count") is { Type: GgufType.UInt16 } count ? Math.Max(1, (int)count.Bits) : 1;

    /// <summary>
    /// Checks that the file is the first part of a split model and opens the others; none for an ordinary file.
    /// </summary>
    public static IEnumerable<GgufFile> OtherParts(GgufFile file, GgufFault fault)
    {
        if (file.Metadata.Find("split.count") is { Type: not GgufType.UInt16 } wrong)
            throw fault.Refuse($"'split.count' has the type {wrong.TypeName}; expected u16");
        var parts = Parts(file.Metadata);
        if (parts == 1)
            yield break;
        if (Part(file) is not 1 and var number)
            throw fault.Refuse(
                $"it is part {number} of {parts} of a split model", $"load the part named …-00001-of-{Number(parts)}.gguf");
        var ending = $"-00001-of-{Number(parts)}.gguf";
        if (!file.Path.EndsWith(ending, StringComparison.Ordinal))
            throw fault.Refuse(
                $"it is the first of {parts} parts of a split model", $"give the files their names back, which end in {ending}");
        var prefix = file.Path[..^ending.Length];
        for (var part = 2; part <= parts; part++)
        {
            var sibling = $"{prefix}-{Number(part)}-of-{Number(parts)}.gguf";
            if (!File.Exists(sibling))
                throw fault.Refuse(
                    $"part {part} of {parts}, {Path.GetFileName(sibling)}, is not beside it", "download all parts into one "
                    + "folder");
            var other = GgufFile.OpenPart(sibling, []);
            if (Part(other) is var actual && actual != part)
                throw new GgufFault(sibling).Refuse($"it says that it is part {actual}; expected part {part} of {parts}");
            yield return other;
        }
    }

    private static long Part(GgufFile file) => file.Metadata.Find("split.no") switch
    {
        { Type: GgufType.UInt16 } number => number.Bits + 1,
        { } wrong => throw new GgufFault(file.Path).Refuse($"'split.no' has the type {wrong.TypeName}; expected u16"),
        null => throw new GgufFault(file.Path).Refuse("'split.no' is missing although it is part of a split model"),
    };

    private static string Number(int number) => number.ToString("D5", CultureInfo.InvariantCulture);
}

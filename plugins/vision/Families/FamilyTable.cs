using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.OnnxRuntime;

namespace LocalAI.Plugins.Vision.Families;

/// <summary>All families. The first that recognises a model has it.</summary>
internal static class FamilyTable
{
    /// <summary>The families, those whose shapes say most first.</summary>
    public static IReadOnlyList<IDetectionFamily> All { get; } =
    [
        new YoloxFamily(), new YoloV5Family(), new YoloV8Family(), new YoloV10Family(), new FinishedFamily(), new NanoDetFamily(),
        new FastestDetFamily(), new DetrFamily(), new SegmentationFamily(),
    ];

    /// <summary>The family of a model and how it is used; null when none recognises it.</summary>
    public static (IDetectionFamily Family, IHead Head)? Find(ModelLook look)
    {
        foreach (var family in All)
        {
            if (family.Recognise(look) is { } head)
                return (family, head);
        }
        return null;
    }

    /// <summary>The family that the user names, or else the one that recognises the model.</summary>
    /// <exception cref="EngineException">The model is of none, or not of that one.</exception>
    public static (IDetectionFamily Family, IHead Head) Choose(ModelLook look, string? name)
    {
        if (name is null)
            return Find(look) ?? throw Refuse(look, "which no family here has", All);
        var family = All.First(known => known.Name == name);
        return family.Recognise(look with { IsForced = true }) is { } head
            ? (family, head)
            : throw Refuse(look, $"which family:{name} cannot read", [family]);
    }

    private static EngineException Refuse(ModelLook look, string why, IReadOnlyList<IDetectionFamily> families)
    {
        const int Shown = 12;
        var outputs = string.Join(", ", look.Outputs.Take(Shown).Select(Describe)) + (look.Outputs.Count > Shown ? ", …" : "");
        var task = look.UltralyticsTask is { } said ? $" and the task {said}" : "";
        return new EngineException(EngineFailure.InvalidInput,
            $"'{look.File}' takes a picture of {look.Image.Width}x{look.Image.Height} and has the outputs {outputs}{task}, {why}; "
            + "the outputs known are " + string.Join("; ", families.Select(family => $"{family.Name} {family.Outputs}")) + ".");
    }

    private static string Describe(TensorSlot slot)
    {
        const int Longest = 40;
        var name = slot.Name.Length > Longest ? slot.Name[..Longest] + "…" : slot.Name;
        return $"{name} [{string.Join(", ", slot.Shape.Select(length => length < 0 ? "?" : $"{length}"))}]";
    }
}

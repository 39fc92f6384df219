using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Faces.Detection;

/// <summary>Makes boxes that show one face one: the best stays, and those that overlap it by too much go.</summary>
internal static class Suppression
{
    /// <summary>The boxes that stay, the best first; of equal ones that which came first.</summary>
    /// <param name="candidates">The boxes in any order; sorted by this call.</param>
    /// <param name="kind">How overlap is measured.</param>
    /// <param name="most">Overlap of more than this makes two boxes one, 0..1.</param>
    /// <param name="count">How many boxes are looked at, the best first.</param>
    public static List<Candidate> Keep(List<Candidate> candidates, Overlap kind, float most, int count)
    {
        candidates.Sort((first, second) =>
            second.Score.CompareTo(first.Score) is not 0 and var order ? order
            : first.Level != second.Level ? first.Level.CompareTo(second.Level) : first.Row.CompareTo(second.Row));
        List<Candidate> kept = [];
        foreach (var candidate in candidates.Take(count))
        {
            if (!kept.Exists(better => Share(better.Box, candidate.Box, kind) > most))
                kept.Add(candidate);
        }
        return kept;
    }

    /// <summary>The intersection of two boxes over their union, 0..1.</summary>
    public static float Share(Box first, Box second, Overlap kind) => kind switch
    {
        Overlap.Inclusive => Inclusive(first).Overlap(Inclusive(second)),
        Overlap.Whole => Whole(first).Overlap(Whole(second)),
        _ => first.Overlap(second),
    };

    private static Box Inclusive(Box box) => box with { Right = box.Right + 1, Bottom = box.Bottom + 1 };

    private static Box Whole(Box box)
    {
        var (left, top) = (MathF.Truncate(box.Left), MathF.Truncate(box.Top));
        return new Box(left, top, left + MathF.Truncate(box.Width), top + MathF.Truncate(box.Height));
    }
}

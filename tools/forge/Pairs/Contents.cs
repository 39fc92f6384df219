using LocalAI.Plugins.Forge.Grammar;
using LocalAI.Plugins.Forge.Pairs.Domains;

namespace LocalAI.Plugins.Forge.Pairs;

/// <summary>Finds something to say.</summary>
/// <param name="dice">The sample's chance.</param>
/// <param name="isHeldOut">Whether it is for measuring: held-out contents are said there and nowhere else.</param>
internal sealed class Contents(Dice dice, bool isHeldOut)
{
    /// <summary>The frames of all domains.</summary>
    public static IReadOnlyList<IReadOnlyList<Frame>> Domains { get; } =
        [Animals.Frames, Weather.Frames, Food.Frames, Travel.Frames, Work.Frames, Sport.Frames, Computers.Frames];

    /// <summary>Anything.</summary>
    public Content Any()
    {
        var frames = dice.One(Domains);
        return Draw(() => dice.One(frames), (_, _) => null, content => content.IsHeldOut == isHeldOut);
    }

    /// <summary>Something of another domain.</summary>
    public Content Unrelated(Content content)
    {
        var others = Domains.Where(frames => !frames.Contains(content.Frame)).ToList();
        return Draw(() => dice.One(dice.One(others)), (_, _) => null, IsAllowed);
    }

    /// <summary>Something else that is said of one of the same: "The cook lost the key" for "The cook made the soup".</summary>
    public Content OfTheSame(Content content)
    {
        var known = content.Frame.Slots.Zip(content.Fillers).ToDictionary(pair => pair.First, pair => pair.Second);
        var others = Domains.SelectMany(frames => frames)
            .Where(frame => frame != content.Frame && frame.Slots.Any(known.ContainsKey)).ToList();
        return Draw(() => dice.One(others), (_, slot) => known.TryGetValue(slot, out var filler) ? filler : null, IsAllowed);
    }

    /// <summary>The same said of others.</summary>
    /// <param name="content">What was said.</param>
    /// <param name="needed">The slots of which one is filled otherwise.</param>
    public Content OfOthers(Content content, IReadOnlyList<string> needed)
    {
        var changed = dice.One(needed);
        var kept = content.Frame.Slots.Zip(content.Fillers).Where(pair => pair.First != changed)
            .ToDictionary(pair => pair.First, pair => pair.Second);
        return Draw(
            () => content.Frame, (_, slot) => kept.TryGetValue(slot, out var filler) ? filler : null,
            other => IsAllowed(other) && !other.Is(content));
    }

    // What is held out may only be said where it is measured; there anything may stand beside it.
    private bool IsAllowed(Content content) => isHeldOut || !content.IsHeldOut;

    private Content Draw(Func<Frame> begin, Func<Frame, string, int?> given, Func<Content, bool> fits)
    {
        while (true)
        {
            var frame = begin();
            var content = new Content(
                frame, [.. frame.Slots.Select(slot => given(frame, slot) ?? dice.Below(Frame.Fillers(slot).Count))]);
            if (fits(content) && AreDifferent(content))
                return content;
        }
    }

    // Nobody chases or teaches themselves.
    private static bool AreDifferent(Content content)
    {
        var slots = content.Frame.Slots;
        return !Enumerable.Range(1, slots.Count - 1)
            .Any(i => slots[i] == slots[i - 1] + "2" && content.Fillers[i] == content.Fillers[i - 1]);
    }
}

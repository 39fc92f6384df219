using System.Text;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>
/// Joins neighbouring parts of a text, at first its characters, until no two are left that a rule joins: always those of the lowest
/// rank first, of equal ones the first in the text. Takes n·log n steps, so that a row of one character takes no longer than others.
/// </summary>
internal static class PairJoiner
{
    private static Comparer<(float Rank, int Left)> LowestFirst { get; } = Comparer<(float Rank, int Left)>.Create(
        (one, other) => one.Rank != other.Rank ? one.Rank.CompareTo(other.Rank) : one.Left.CompareTo(other.Left));

    /// <summary>The parts that are left, as lengths: together they are the text.</summary>
    public static List<int> Join(string text, IJoinRule rule)
    {
        // The part that begins at a place, 0 long where none does; and where the parts beside it begin.
        var length = new int[text.Length];
        var (next, previous) = (new int[text.Length], new int[text.Length]);
        var before = -1;
        for (var start = 0; start < text.Length; start += length[start])
        {
            Rune.DecodeFromUtf16(text.AsSpan(start), out _, out length[start]);
            (previous[start], next[start], before) = (before, start + length[start], start);
        }

        var queue = new PriorityQueue<(int Left, int Right, int Length), (float Rank, int Left)>(LowestFirst);
        for (var left = 0; left < text.Length; left = next[left])
            Offer(left, next[left]);
        while (queue.TryDequeue(out var pair, out _))
        {
            var (left, right) = (pair.Left, pair.Right);
            // One of the two was joined to another part since.
            if (length[left] == 0 || length[right] == 0 || length[left] + length[right] != pair.Length)
                continue;
            length[left] += length[right];
            length[right] = 0;
            next[left] = next[right];
            if (next[left] < text.Length)
                previous[next[left]] = left;
            if (previous[left] >= 0)
                Offer(previous[left], left);
            Offer(left, next[left]);
        }

        var lengths = new List<int>();
        for (var start = 0; start < text.Length; start = next[start])
            lengths.Add(length[start]);
        return lengths;

        void Offer(int left, int right)
        {
            if (right < text.Length && rule.Rank(text.AsSpan(left, length[left]), text.AsSpan(right, length[right])) is { } rank)
                queue.Enqueue((left, right, length[left] + length[right]), (rank, left));
        }
    }
}

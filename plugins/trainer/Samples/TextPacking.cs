namespace LocalAI.Plugins.Trainer.Samples;

/// <summary>Fills rows with several texts each, so that little of them is padding.</summary>
internal static class TextPacking
{
    /// <summary>
    /// Puts each text, the longest first, into the fullest row that has room for it (best fit decreasing), and always in the same way.
    /// </summary>
    /// <param name="examples">Examples of one text each.</param>
    /// <param name="longest">Tokens of a row; no text is longer.</param>
    public static IReadOnlyList<Example> Pack(IReadOnlyList<Example> examples, int longest)
    {
        var rows = new List<List<Example>>();
        var rowsByRoom = new SortedDictionary<int, Queue<int>>();
        var rooms = new SortedSet<int>();
        foreach (var example in examples.OrderByDescending(example => example.Length))
        {
            var room = rooms.GetViewBetween(example.Length, longest) is { Count: > 0 } fitting ? fitting.Min : longest;
            int row;
            if (rowsByRoom.TryGetValue(room, out var waiting))
            {
                row = waiting.Dequeue();
                if (waiting.Count == 0)
                {
                    rowsByRoom.Remove(room);
                    rooms.Remove(room);
                }
            }
            else
            {
                row = rows.Count;
                rows.Add([]);
            }
            rows[row].Add(example);
            Return(row, room - example.Length);
        }
        return [.. rows.Select(row => row.Count == 1 ? row[0]
            : new Example(row[0].Sample, [EncodedText.Join([.. row.Select(example => example.Texts[0])])]))];

        void Return(int row, int room)
        {
            if (room < 1)
                return;
            if (!rowsByRoom.TryGetValue(room, out var waiting))
                rowsByRoom[room] = waiting = [];
            waiting.Enqueue(row);
            rooms.Add(room);
        }
    }
}

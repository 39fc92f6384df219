using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.Quantizing;

namespace LocalAI.Plugins.Tests.Models;

/// <summary>The story model in two files.</summary>
internal static class SplitStories
{
    public static (string First, string Second) Write(string folder)
    {
        using var source = SourceModel.Open(TestFiles.SharedModel("llm/stories260K-f32.gguf"));
        var tensors = source.First.Tensors;
        var first = Part(0, tensors.Take(20));
        var second = Part(1, tensors.Skip(20));
        return (first, second);

        string Part(int number, IEnumerable<GgufTensor> some)
        {
            var head = new GgufHead();
            if (number == 0)
            {
                foreach (var (_, value) in source.First.Metadata.Values.OrderBy(pair => pair.Value.Extent.Start))
                    head.AddRaw(source.ReadRaw(value));
            }
            head.AddRaw([.. Text("split.no"), 2, 0, 0, 0, (byte)number, 0]);
            head.AddRaw([.. Text("split.count"), 2, 0, 0, 0, 2, 0]);
            head.AddRaw([.. Text("split.tensors.count"), 5, 0, 0, 0, .. BitConverter.GetBytes(tensors.Count)]);
            var list = some.ToList();
            foreach (var tensor in list)
                head.AddTensor(tensor.Name, tensor.Dimensions, tensor.Type);
            var file = new byte[head.FileBytes];
            head.ToArray().CopyTo(file, 0);
            for (var i = 0; i < list.Count; i++)
            {
                var from = source.Tensors[list[i].Name];
                FileRange.Read(from.File, file.AsSpan((int)head.PositionOf(i), (int)list[i].Bytes), from.Position);
            }
            var path = Path.Combine(folder, $"stories-{number + 1:D5}-of-00002.gguf");
            File.WriteAllBytes(path, file);
            return path;
        }
    }

    private static byte[] Text(string text) => [.. BitConverter.GetBytes((long)text.Length), .. System.Text.Encoding.ASCII.GetBytes(text)];
}

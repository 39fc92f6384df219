using Google.Protobuf;
using LocalAI.Plugins.ModelFiles.HuggingFace;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>
/// Writes tokenizer.model, a protocol buffer of sentencepiece (its <c>ModelProto</c>): field 1 holds the pieces, 2 how it was trained,
/// 3 how a text is normalised.
/// </summary>
internal static class SentencePieceWriter
{
    private const int JoinsPairs = 2;

    public static byte[] Write(Vocabulary vocabulary)
    {
        using var file = new MemoryStream();
        using (var output = new CodedOutputStream(file, leaveOpen: true))
        {
            for (var id = 0; id < vocabulary.Texts.Count; id++)
            {
                var place = id;
                Part(output, 1, piece =>
                {
                    // An added token has spaces, a piece has their sign.
                    Text(piece, 1, vocabulary.Texts[place].Replace(' ', TokenList.Space));
                    piece.WriteTag(2, WireFormat.WireType.Fixed32);
                    piece.WriteFloat(vocabulary.Scores[place]);
                    Number(piece, 3, (int)vocabulary.Kinds[place]);
                });
            }
            Part(output, 2, training =>
            {
                Number(training, 3, JoinsPairs);
                Number(training, 4, vocabulary.Texts.Count);
                Number(training, 35, 1);
                Number(training, 40, vocabulary.Unknown ?? 0);
                Number(training, 41, vocabulary.Begin ?? -1);
                Number(training, 42, vocabulary.End ?? -1);
                Number(training, 43, vocabulary.Padding ?? -1);
            });
            Part(output, 3, normalizer =>
            {
                Text(normalizer, 1, "identity");
                Number(normalizer, 3, vocabulary.AddsSpace ? 1 : 0);
                // Spaces are kept as they are, and written with their sign.
                Number(normalizer, 4, 0);
                Number(normalizer, 5, 1);
            });
        }
        return file.ToArray();
    }

    private static void Part(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var part = new CodedOutputStream(bytes, leaveOpen: true))
            write(part);
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    private static void Text(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    private static void Number(CodedOutputStream output, int field, int number)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt32(number);
    }
}

using Google.Protobuf;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>
/// Reads tokenizer.model, a protocol buffer of sentencepiece (its <c>ModelProto</c>): field 1 holds the pieces, each with text,
/// score and kind; field 3 how a text is normalised.
/// </summary>
internal static class SentencePieceModel
{
    /// <summary>Its name.</summary>
    public const string FileName = "tokenizer.model";

    private const long Largest = 64L * 1024 * 1024;

    private const uint Pieces = (1 << 3) | 2;
    private const uint Normalizer = (3 << 3) | 2;
    private const uint Text = (1 << 3) | 2;
    private const uint Score = (2 << 3) | 5;
    private const uint Kind = 3 << 3;
    private const uint DummyPrefix = 3 << 3;

    /// <summary>Adds the pieces to the tokens.</summary>
    /// <returns>Whether a text gets a space before its first word.</returns>
    public static bool Read(string path, TokenList tokens)
    {
        var length = new FileInfo(path).Length;
        if (length > Largest)
            throw FolderFault.Refuse(path, $"it has {length:N0} bytes; at most {Largest:N0} are expected");
        var addsSpace = true;
        var id = 0;
        try
        {
            var input = new CodedInputStream(File.ReadAllBytes(path));
            while (input.ReadTag() is var tag and not 0)
            {
                if (tag == Pieces)
                    ReadPiece(path, new CodedInputStream(input.ReadBytes().ToByteArray()), id++, tokens);
                else if (tag == Normalizer)
                    addsSpace = ReadDummyPrefix(new CodedInputStream(input.ReadBytes().ToByteArray()));
                else
                    input.SkipLastField();
            }
        }
        catch (InvalidProtocolBufferException)
        {
            throw FolderFault.Refuse(path, "it is no sentencepiece model");
        }
        return id > 0 ? addsSpace : throw FolderFault.Refuse(path, "it has no pieces");
    }

    private static void ReadPiece(string path, CodedInputStream input, int id, TokenList tokens)
    {
        var (text, score, kind) = ("", 0f, (int)TokenKind.Normal);
        while (input.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case Text: text = input.ReadString(); break;
                case Score: score = input.ReadFloat(); break;
                case Kind: kind = input.ReadEnum(); break;
                default: input.SkipLastField(); break;
            }
        }
        if (!Enum.IsDefined((TokenKind)kind) || !float.IsFinite(score))
            throw FolderFault.Refuse(path, $"the piece {GgufFault.Quote(text)} has the kind {kind} and the score {score}");
        // llama.cpp looks for these in the text itself, where a space is a space.
        var written = (TokenKind)kind == TokenKind.UserDefined ? text.Replace(TokenList.Space, ' ') : text;
        tokens.Set(path, id, written, score, (TokenKind)kind);
    }

    private static bool ReadDummyPrefix(CodedInputStream input)
    {
        var addsSpace = true;
        while (input.ReadTag() is var tag and not 0)
        {
            if (tag == DummyPrefix)
                addsSpace = input.ReadBool();
            else
                input.SkipLastField();
        }
        return addsSpace;
    }
}

using LocalAI.CommandLine.Stores;

namespace LocalAI.CommandLine.Pictures;

/// <summary>The PNG file that a drawing goes into. It is opened before the host is asked, so that what cannot work fails at once.</summary>
internal sealed class DrawingFile : IDisposable
{
    private readonly Photo _photo;
    private readonly PartialFile _file;

    private DrawingFile(string output, Photo photo)
    {
        Output = Path.GetFullPath(output);
        _photo = photo;
        _file = new PartialFile(output);
    }

    /// <summary>Where it is going to be.</summary>
    public string Output { get; }

    /// <summary>Opens the file.</summary>
    /// <param name="output">Its path.</param>
    /// <param name="photo">What is drawn on.</param>
    /// <exception cref="UserError">The photo is no image, the file is that image, or it cannot be written.</exception>
    public static DrawingFile Open(string output, Photo photo)
    {
        TurnedPicture.Require(photo);
        return Holds(output, photo.Bytes)
            ? throw new UserError($"'{output}' is the image itself; name another file for the drawing.")
            : new DrawingFile(output, photo);
    }

    /// <summary>Draws the marks on the photo and puts the file into place.</summary>
    public void Write(IReadOnlyList<Mark> marks)
    {
        PictureDrawing.Write(_photo, marks, _file.Stream);
        _file.Publish();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // By its bytes and not its path: links, and names that differ in case only, lead to the same file.
    private static bool Holds(string output, byte[] bytes)
    {
        if (!File.Exists(output))
            return false;
        // A link's length is another one than its file's.
        using var there = File.OpenRead(output);
        return there.Length == bytes.Length && File.ReadAllBytes(output).AsSpan().SequenceEqual(bytes);
    }
}

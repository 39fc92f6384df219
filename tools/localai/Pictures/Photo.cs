using System.Globalization;
using LocalAI.CommandLine.Clients;

namespace LocalAI.CommandLine.Pictures;

/// <summary>An image file as it lies on the disk. Its bytes are sent and not its path: the host may be on another machine.</summary>
/// <param name="File">The path, as it was given.</param>
/// <param name="Bytes">What is in it.</param>
internal sealed record Photo(string File, byte[] Bytes)
{
    // Three bytes are four letters of base64; what is left is for the other fields.
    private const long MostBytes = (BackendConnection.MaximumMessage - (64 << 10)) / 4 * 3;

    /// <summary>The bytes as the host takes them.</summary>
    public string ToBase64() => Convert.ToBase64String(Bytes);

    /// <summary>Reads the images of one call.</summary>
    /// <exception cref="UserError">One is not there, or is empty, or they are too large for one message.</exception>
    public static IReadOnlyList<Photo> Read(params IEnumerable<string> files)
    {
        var photos = new List<Photo>();
        var room = MostBytes;
        foreach (var file in files)
        {
            var photo = new Photo(file, ReadFile(file, room));
            photos.Add(photo);
            room -= photo.Bytes.Length;
        }
        return photos;
    }

    private static byte[] ReadFile(string file, long room)
    {
        if (Directory.Exists(file))
            throw new UserError($"'{file}' is a folder; name an image: a JPEG, PNG, WebP, BMP or GIF file.");
        if (!System.IO.File.Exists(file))
            throw new UserError($"There is no image at '{file}'; name a JPEG, PNG, WebP, BMP or GIF file.");

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (stream.CanSeek && stream.Length > room)
            throw TooLarge(file);
        // A pipe has no length, and a device may claim one of 0.
        using var bytes = new MemoryStream();
        var piece = new byte[64 << 10];
        for (var count = stream.Read(piece); count > 0; count = stream.Read(piece))
        {
            if (bytes.Length + count > room)
                throw TooLarge(file);
            bytes.Write(piece, 0, count);
        }
        return bytes.Length > 0 ? bytes.ToArray() : throw new UserError($"'{file}' is empty; name a JPEG, PNG, WebP, BMP or GIF file.");
    }

    private static UserError TooLarge(string file) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"'{file}' is too large: the images of one call may have {MostBytes / 1048576.0:0.0} MiB together, for a message has "
        + $"{BackendConnection.MaximumMessage >> 20} MiB and they go as base64; give a smaller one."));
}

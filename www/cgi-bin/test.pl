#!/usr/bin/env perl
# Shows what a script is told of its request, in Perl. What a client sent is escaped before it gets into the page.
use strict;
use warnings;
use Cwd;

sub escape {
    my ($text) = @_;
    $text =~ s/&/&amp;/g;
    $text =~ s/</&lt;/g;
    $text =~ s/>/&gt;/g;
    return $text;
}

my @told = sort grep { /^(HTTP|SERVER|REMOTE|REQUEST|SCRIPT|PATH|QUERY|CONTENT|GATEWAY)_/ } keys %ENV;
my $rows = join "\n", map { escape("$_=$ENV{$_}") } @told;
my $content = escape(join '', <STDIN>);
my $folder = escape(getcwd());
print <<"END";
Content-Type: text/html; charset=utf-8

<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>test.pl</title>
<link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/style.css"></head><body><main><h1>Hello from Perl</h1>
<p>Process $$ in $folder.</p><h2>Meta-variables</h2><pre>
$rows
</pre><h2>Content</h2><pre>
$content
</pre></main></body></html>
END

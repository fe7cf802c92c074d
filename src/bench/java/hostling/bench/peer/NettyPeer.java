package hostling.bench.peer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.File;

/** Netty: its codec and one handler; responses are flushed once a batch of requests is read. */
public final class NettyPeer {
    private NettyPeer() { }

    public static void main(String[] arguments) throws Exception {
        ByteBuf page = Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes(Page.read(arguments[1])));
        new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), new Answers(page, arguments[1]));
                    }
                })
                .bind("127.0.0.1", Integer.parseInt(arguments[0])).sync().channel().closeFuture().sync();
    }

    private static final class Answers extends SimpleChannelInboundHandler<HttpObject> {
        private final ByteBuf page;
        private final String site;

        Answers(ByteBuf page, String site) {
            this.page = page;
            this.site = site;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
            if (message instanceof HttpRequest request) {
                boolean keepAlive = HttpUtil.isKeepAlive(request);
                if (request.uri().equals(Page.PATH)) {
                    end(context, page(), keepAlive);
                } else {
                    file(context, new File(site, request.uri()), keepAlive);
                }
            }
        }

        private FullHttpResponse page() {
            FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK,
                    page.duplicate());
            response.headers()
                    .set(HttpHeaderNames.DATE, Page.MODIFIED)
                    .set(HttpHeaderNames.CONTENT_TYPE, Page.TYPE)
                    .set(HttpHeaderNames.LAST_MODIFIED, Page.MODIFIED)
                    .set(HttpHeaderNames.ETAG, Page.TAG)
                    .set(HttpHeaderNames.ACCEPT_RANGES, "bytes")
                    .set(HttpHeaderNames.CONTENT_LENGTH, page.readableBytes());
            return response;
        }

        private static void file(ChannelHandlerContext context, File file, boolean keepAlive) {
            HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers().set(HttpHeaderNames.CONTENT_LENGTH, file.length());
            context.write(head);
            context.write(new DefaultFileRegion(file, 0, file.length()));
            end(context, LastHttpContent.EMPTY_LAST_CONTENT, keepAlive);
        }

        private static void end(ChannelHandlerContext context, HttpObject last, boolean keepAlive) {
            if (keepAlive) {
                context.write(last, context.voidPromise());
            } else {
                if (last instanceof HttpResponse response) {
                    response.headers().set(HttpHeaderNames.CONNECTION, "close");
                }
                context.write(last).addListener(ChannelFutureListener.CLOSE);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
